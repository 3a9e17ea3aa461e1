/** The form that a step asks for, drawn from its fields; sums are typed in yuan and kept in fen. */
import { fieldName, optionName } from "@huisheng/shared/case_terms";
import type { Draft, StepField } from "@huisheng/shared/cases";
import { money } from "@huisheng/shared/money";
import { Checkbox, Input, InputNumber, Radio, Select } from "antd";
import { type Catalogue, useLanguage, useWords } from "../strings";

/** More answers than these fold into a list. */
const TAPPED = 4;
const LONGEST = 300;
/** What passes between colleagues. */
const INSIDE = new Set(["propose", "approve_proposal", "reject_proposal"]);

interface Props {
  step: string;
  asks: StepField[];
  draft: Draft;
  onChange: (name: string, value: Draft[string]) => void;
}

export function StepFields({ step, asks, draft, onChange }: Props) {
  const t = useWords();
  const language = useLanguage();
  return (
    <div className="step-fields">
      {asks.map((field) => {
        const title = fieldName(field, language);
        const hint = hintOf(field, step, t);
        return (
          <div key={field.name} className="step-field">
            {field.kind !== "yes_no" && (
              <span aria-hidden="true">
                {title}
                {field.required && <i className="is-needed"> *</i>}
                {hint && <span className="muted"> {hint}</span>}
              </span>
            )}
            <Asked
              field={field}
              title={title}
              value={draft[field.name] ?? null}
              onChange={(value) => onChange(field.name, value)}
            />
          </div>
        );
      })}
    </div>
  );
}

interface AskedProps {
  field: StepField;
  title: string;
  value: Draft[string];
  onChange: (value: Draft[string]) => void;
}

function Asked({ field, title, value, onChange }: AskedProps) {
  const language = useLanguage();
  const options = field.options.map((option) => ({
    value: option.value,
    label: optionName(option, language),
  }));
  const words = typeof value === "string" ? value : "";
  switch (field.kind) {
    case "money":
      return (
        <InputNumber
          prefix="¥"
          min={(field.least_fen ?? 0) / 100}
          max={field.most_fen === null ? undefined : field.most_fen / 100}
          precision={2}
          value={typeof value === "number" ? value / 100 : null}
          onChange={(yuan) => onChange(yuan === null ? null : Math.round(yuan * 100))}
          aria-label={title}
        />
      );
    case "choice":
      return options.length <= TAPPED ? (
        <Radio.Group
          options={options}
          value={words}
          aria-label={title}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Select options={options} value={words || null} aria-label={title} onChange={onChange} />
      );
    case "choices":
      return (
        <Checkbox.Group options={options} value={Array.isArray(value) ? value : []} onChange={onChange} />
      );
    case "yes_no":
      return (
        <Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)}>
          {title}
        </Checkbox>
      );
    case "date":
      return (
        <Input
          type="date"
          value={words}
          aria-label={title}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    default:
      return field.name === "parcel_number" ? (
        <Input
          value={words}
          maxLength={40}
          aria-label={title}
          onChange={(event) => onChange(event.target.value)}
        />
      ) : (
        <Input.TextArea
          value={words}
          maxLength={LONGEST}
          autoSize={{ minRows: field.kind === "texts" ? 1 : 2, maxRows: 5 }}
          aria-label={title}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}

function hintOf(field: StepField, step: string, t: Catalogue): string | null {
  if (field.kind === "texts") return t.cases.partsHint;
  if (field.kind === "money" && field.most_fen !== null) {
    return `${money(field.least_fen ?? 0)} – ${money(field.most_fen)}`;
  }
  if (field.name !== "note") return null;
  return INSIDE.has(step) ? t.cases.noteInside : t.cases.noteHint;
}
