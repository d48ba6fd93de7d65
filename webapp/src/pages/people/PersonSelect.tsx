import { useQuery } from "@tanstack/react-query";
import { Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usersQuery } from "../../api/queries";
import { personName } from "../../ui/format";
import { useHere } from "../lists/useHere";

interface Person {
  id: number;
  username: string;
  first_name?: string;
  last_name?: string;
}

interface PersonSelectProps {
  id?: string;
  label: string;
  /** Whoever is chosen now; null: nobody. */
  value: Person | null;
  onChange: (person: Person | null) => void;
  /** Where to look for people; where one works by default. */
  org?: string;
  size?: "small" | "middle";
  autoFocus?: boolean;
  disabled?: boolean;
}

/** Chooses somebody, found by name while typing. */
export function PersonSelect({ value, onChange, label, org, ...rest }: PersonSelectProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const here = useHere();
  const place = org === undefined ? here : { org };
  const { data, isFetching } = useQuery(
    usersQuery({ page_size: 50, sort: "username", ...(words && { search: words }), ...place }),
  );
  const found = (data?.results ?? []) as Person[];
  const known = value && !found.some(({ id }) => id === value.id) ? [value, ...found] : found;
  return (
    <Select
      {...rest}
      aria-label={label}
      allowClear
      showSearch={{ filterOption: false, onSearch: setWords }}
      loading={isFetching}
      placeholder={t("lists:nobody")}
      value={value?.id ?? null}
      options={known.map((one) => ({ value: one.id, label: personWords(one) }))}
      onChange={(id) => onChange(known.find((one) => one.id === id) ?? null)}
      popupMatchSelectWidth={false}
    />
  );
}

/** The full name, and the user name where that is another. */
function personWords(person: Person): string {
  const name = personName(person);
  return name === person.username ? name : `${name} (${person.username})`;
}
