/** How far a task has come: 申请退货 2/4. The ways back and out are the conversation's own choices. */

import { fill } from "@huisheng/shared/language";
import type { Form } from "@huisheng/shared/protocol";
import { useScene } from "./scene";

export function FormProgress({ form }: { form: Form | null }) {
  const { words } = useScene();
  if (!form || form.of < 1) return null;
  const label = fill(words.formStep, { title: form.title, step: form.step, of: form.of });
  return (
    <div
      class="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={form.of}
      aria-valuenow={form.step}
    >
      <span aria-hidden="true">{form.title}</span>
      <span class="steps" aria-hidden="true">
        {Array.from({ length: form.of }, (_, step) => (
          <i key={`step ${step + 1}`} class={step < form.step ? "done" : ""} />
        ))}
      </span>
      <span class="figure" aria-hidden="true">
        {form.step}/{form.of}
      </span>
    </div>
  );
}
