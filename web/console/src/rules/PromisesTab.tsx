/** What the shop promises beyond the law: for all goods, or for one category. */
import { InputNumber, Select, Switch, Table } from "antd";
import { useState } from "react";
import type { PromiseValue } from "../api/rules";
import { useWords } from "../strings";
import { drafted, promiseOf } from "./draft";
import type { Editing } from "./RulesPage";

interface Row extends PromiseValue {
  category: string;
}

export function PromisesTab({ rules, draft, change }: Editing) {
  const t = useWords();
  const [added, setAdded] = useState<string[]>([]);
  const keys = new Set(["", ...rules.promises.map((one) => one.category), ...added]);
  const rows: Row[] = [...keys].map((category) => ({
    category,
    ...(drafted(draft, "promise", category) ?? promiseOf(rules, category)),
  }));
  const names = new Map(rules.categories.map((one) => [one.id, one.name]));
  const put = ({ category, ...value }: Row, part: Partial<PromiseValue>) =>
    change({ subject: "promise", key: category, value: { ...value, ...part } });
  const number = (name: "no_reason_days" | "warranty_months", most: number) => (_: unknown, row: Row) => (
    <InputNumber
      min={1}
      max={most}
      precision={0}
      value={row[name]}
      placeholder={t.rules.asLaw}
      aria-label={`${names.get(row.category) ?? t.rules.allGoods} ${name}`}
      onChange={(value) => put(row, { [name]: value })}
    />
  );
  const flag = (name: "freight_insurance" | "return_freight_by_shop") => (_: unknown, row: Row) => (
    <Switch
      size="small"
      checked={row[name]}
      aria-label={`${names.get(row.category) ?? t.rules.allGoods} ${name}`}
      onChange={(on) => put(row, { [name]: on })}
    />
  );
  return (
    <>
      <div className="table-head">
        <Select
          value={null}
          placeholder={t.rules.addCategory}
          onChange={(category: string | null) => category && setAdded((before) => [...before, category])}
          options={rules.categories
            .filter((one) => !keys.has(one.id))
            .map((one) => ({ value: one.id, label: one.name }))}
        />
        <span className="muted">{t.rules.promiseHint}</span>
      </div>
      <Table<Row>
        rowKey="category"
        size="small"
        pagination={false}
        dataSource={rows}
        columns={[
          { title: t.rules.goods, render: (_, row) => names.get(row.category) ?? t.rules.allGoods },
          { title: t.rules.noReasonDays, render: number("no_reason_days", 365) },
          { title: t.rules.insurance, render: flag("freight_insurance") },
          { title: t.rules.byShop, render: flag("return_freight_by_shop") },
          { title: t.rules.warrantyMonths, render: number("warranty_months", 120) },
        ]}
      />
    </>
  );
}
