import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { projectsQuery } from "../../api/queries";

interface ProjectSelectProps {
  id: string;
  value: number | null;
  onChange: (project: number | null) => void;
  /** What none means. */
  placeholder: string;
  /** Where to look; everywhere by default. */
  org?: string | undefined;
  /** One whose name is known whether or not it is found. */
  known?: { id: number; name: string } | undefined;
}

/** Chooses a project, found by name while typing; or none. */
export function ProjectSelect(props: ProjectSelectProps) {
  const { id, value, onChange, placeholder, org, known } = props;
  const [words, setWords] = useState("");
  const { data, isFetching } = useQuery(
    projectsQuery({
      page_size: 50,
      sort: "-updated_date",
      ...(words && { search: words }),
      ...(org !== undefined && { org }),
    }),
  );
  const found = (data?.results ?? []).map((one) => ({ value: one.id as number, label: one.name }));
  const also = known && !words && !found.some((one) => one.value === known.id);
  return (
    <Select
      id={id}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={isFetching}
      placeholder={placeholder}
      value={value}
      options={also ? [{ value: known.id, label: known.name }, ...found] : found}
      onChange={(project) => onChange(project ?? null)}
    />
  );
}
