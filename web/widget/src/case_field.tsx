/** One thing that a shopper's step asks for: a few answers to tap, many to pick from, or words. */

import { fieldName, optionName } from "@huisheng/shared/case_terms";
import type { Draft, StepField } from "@huisheng/shared/cases";
import { useScene } from "./scene";

/** More answers than these fold into a list. */
const TAPPED = 6;
/** Lines to write in, and the longest text that the service takes. */
const WORDS: Record<string, [number, number]> = { description: [3, 1000], parcel_number: [1, 40] };

interface Props {
  field: StepField;
  value: Draft[string];
  onChange: (value: string) => void;
}

export function StepFieldInput({ field, value, onChange }: Props) {
  const { words, language } = useScene();
  const title = fieldName(field, language);
  const filled = typeof value === "string" ? value : "";
  if (field.options.length > 0 && field.options.length <= TAPPED) {
    return (
      <fieldset>
        <legend>{title}</legend>
        <div class="options listed">
          {field.options.map((option) => (
            <label key={option.value} class={option.value === filled ? "picked" : ""}>
              <input
                type="radio"
                name={field.name}
                checked={option.value === filled}
                onChange={() => onChange(option.value)}
              />
              {optionName(option, language)}
            </label>
          ))}
        </div>
      </fieldset>
    );
  }
  if (field.options.length) {
    return (
      <label class="field">
        {title}
        <select value={filled} onChange={(event) => onChange(event.currentTarget.value)}>
          <option value="" disabled>
            {words.caseChoose}
          </option>
          {field.options.map((option) => (
            <option key={option.value} value={option.value}>
              {optionName(option, language)}
            </option>
          ))}
        </select>
      </label>
    );
  }
  const [rows, longest] = WORDS[field.name] ?? [1, 300];
  const attributes = {
    value: filled,
    maxLength: longest,
    "aria-label": title,
    onInput: (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value),
  };
  return (
    <div class="field">
      <span aria-hidden="true">{title}</span>
      {rows > 1 ? <textarea rows={rows} {...attributes} /> : <input autocomplete="off" {...attributes} />}
    </div>
  );
}
