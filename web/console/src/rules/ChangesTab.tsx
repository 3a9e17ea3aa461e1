/** Who changed which setting, when and why. */
import { money } from "@huisheng/shared/money";
import { Table } from "antd";
import type { Rules } from "../api/types";
import { Nothing } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { type Catalogue, useWords } from "../strings";

type Changed = Rules["changes"][number];

export function ChangesTab({ changes }: { changes: Changed[] }) {
  const t = useWords();
  return (
    <Table<Changed>
      rowKey="id"
      size="small"
      pagination={false}
      dataSource={changes}
      locale={{ emptyText: <Nothing title={t.rules.noChanges} next={t.rules.noChangesNext} /> }}
      columns={[
        { title: t.rules.when, width: 120, render: (_, one) => <Time at={one.at} /> },
        { title: t.rules.who, width: 100, dataIndex: "by" },
        {
          title: t.rules.what,
          render: (_, one) => (
            <>
              {t.rules.subject[one.subject]} <code>{one.key || t.rules.allGoods}</code>{" "}
              <span className="muted">{valueWords(one.value, t)}</span>
            </>
          ),
        },
        { title: t.rules.note, dataIndex: "note" },
      ]}
    />
  );
}

/** A stored value in words: 无理由退货天数 30 · 退货运费由本店出 是. */
export function valueWords(value: Changed["value"], t: Catalogue): string {
  const shown = (name: string, part: unknown): string => {
    if (Array.isArray(part)) return t.rules.days(part.length);
    if (typeof part === "boolean") return part ? t.rules.yes : t.rules.no;
    if (name === "fen") return money(Number(part));
    return part === null || part === "" ? t.common.noValue : String(part);
  };
  return Object.entries(value)
    .map(([name, part]) => `${t.rules.valueName[name] ?? name} ${shown(name, part)}`)
    .join(" · ");
}
