import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { formatsQuery } from "../../api/queries";
import type { DatasetFormats } from "../../api/types";

type Format = DatasetFormats["exporters"][number];

const memory = "limn.export-format";

/** The formats that can hold media of that dimension, and the one chosen: at first the last used. */
export function useFormat(dimension: string | undefined) {
  const { data, error } = useQuery(formatsQuery);
  const [wanted, setWanted] = useState(() => localStorage.getItem(memory) ?? "");
  const offered = (data?.exporters ?? []).filter((one) => fits(one, dimension));
  const format = offered.find(({ name }) => name === wanted) ?? offered[0];
  const remember = () => format && localStorage.setItem(memory, format.name);
  return { format, offered, error, choose: setWanted, remember, loading: !data && !error };
}

interface FormatSelectProps {
  id: string;
  of: ReturnType<typeof useFormat>;
}

export function FormatSelect({ id, of: { format, offered, choose, loading } }: FormatSelectProps) {
  return (
    <Select
      id={id}
      showSearch
      loading={loading}
      value={format?.name}
      options={offered.map(({ name }) => ({ value: name, label: name }))}
      onChange={choose}
    />
  );
}

function fits(one: Format, dimension: string | undefined): boolean {
  return one.enabled && (!dimension || one.dimension === dimension);
}
