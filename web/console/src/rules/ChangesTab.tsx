/** Who changed which setting, when and why. */
import { Table } from "antd";
import type { Rules } from "../api/types";
import { Nothing } from "../parts/ListStates";
import { Time } from "../parts/Time";
import { useWords } from "../strings";

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
              <span className="muted">
                {Object.entries(one.value)
                  .map(([name, value]) =>
                    Array.isArray(value)
                      ? `${name} ${t.rules.days(value.length)}`
                      : `${name} ${value ?? "—"}`,
                  )
                  .join(" · ")}
              </span>
            </>
          ),
        },
        { title: t.rules.note, dataIndex: "note" },
      ]}
    />
  );
}
