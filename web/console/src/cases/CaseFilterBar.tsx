/** Which cases the list shows: by state, by kind, or the one whose parcel has just come. */
import { SearchOutlined } from "@ant-design/icons";
import { Input, Select } from "antd";
import { useEffect, useState } from "react";
import type { CaseFilters } from "../api/cases";
import type { CaseKind, CaseStatus } from "../api/types";
import { useWords } from "../strings";

/** What stands in the page's address; without a word of it everything that is under way. */
export function filtersIn(params: URLSearchParams): CaseFilters {
  return {
    state: (params.get("status") as CaseFilters["state"] | null) ?? "open",
    kind: params.get("kind") as CaseKind | null,
    parcel: params.get("parcel"),
  };
}

interface Props {
  filters: CaseFilters;
  onFilter: (change: Record<string, string | null>) => void;
}

export function CaseFilterBar({ filters, onFilter }: Props) {
  const t = useWords();
  const states = Object.keys(t.cases.status) as CaseStatus[];
  const kinds = Object.keys(t.cases.kind) as CaseKind[];
  const [parcel, setParcel] = useState(filters.parcel ?? "");
  useEffect(() => setParcel(filters.parcel ?? ""), [filters.parcel]);
  return (
    <div className="queue-tools case-tools">
      <Select
        size="small"
        value={filters.state}
        aria-label={t.cases.filter}
        popupMatchSelectWidth={false}
        onChange={(state) => onFilter({ status: state === "open" ? null : state })}
        options={[
          { value: "open", label: t.cases.open },
          { value: "proposed", label: t.cases.proposed },
          ...states.map((state) => ({ value: state, label: t.cases.status[state] })),
          { value: "any", label: t.common.all },
        ]}
      />
      <Select
        size="small"
        value={filters.kind ?? ""}
        aria-label={t.cases.kindFilter}
        onChange={(kind) => onFilter({ kind: kind || null })}
        options={[
          { value: "", label: t.cases.allKinds },
          ...kinds.map((kind) => ({ value: kind as string, label: t.cases.kind[kind] })),
        ]}
      />
      <Input
        size="small"
        allowClear
        value={parcel}
        prefix={<SearchOutlined />}
        placeholder={t.cases.parcel}
        aria-label={t.cases.parcel}
        onChange={(event) => {
          setParcel(event.target.value);
          if (!event.target.value) onFilter({ parcel: null });
        }}
        onPressEnter={() => onFilter({ parcel: parcel.trim() || null })}
      />
    </div>
  );
}
