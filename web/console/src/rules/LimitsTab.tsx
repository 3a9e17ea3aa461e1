/** How far a rule may pay without a person. */
import { Form, InputNumber } from "antd";
import { useWords } from "../strings";
import { drafted } from "./draft";
import type { Editing } from "./RulesPage";

export function LimitsTab({ rules, draft, change }: Editing) {
  const t = useWords();
  const key = "approve_by_rule_up_to_fen";
  const fen = drafted(draft, "limit", key)?.fen ?? rules.approve_by_rule_up_to_fen;
  return (
    <Form layout="vertical" className="narrow">
      <Form.Item label={t.rules.limit} extra={t.rules.limitHint} htmlFor="limit">
        <InputNumber
          id="limit"
          min={0}
          max={100_000}
          precision={2}
          prefix="¥"
          value={fen / 100}
          onChange={(yuan) =>
            yuan !== null && change({ subject: "limit", key, value: { fen: Math.round(yuan * 100) } })
          }
        />
      </Form.Item>
    </Form>
  );
}
