/** Who a campaign would reach, who not and why, and when the first one leaves. */
import type { Preview } from "../api/types";
import { useTimeWords } from "../parts/Time";
import { useWords } from "../strings";

export function PreviewCard({ preview }: { preview: Preview }) {
  const t = useWords();
  const { due } = useTimeWords();
  const skipped = (Object.keys(t.campaigns.skipped) as (keyof Preview["skipped"])[]).filter(
    (why) => preview.skipped[why] > 0,
  );
  return (
    <section className="card preview" aria-live="polite">
      <b>{t.campaigns.previewed(preview.recipients)}</b>
      {preview.first_send_at && <span> · {t.campaigns.firstAt(due(preview.first_send_at))}</span>}
      {skipped.length > 0 && (
        <p className="muted">
          {t.campaigns.skippedName}：
          {skipped.map((why) => `${t.campaigns.skipped[why]} ${preview.skipped[why]}`).join(" · ")}
        </p>
      )}
      {preview.sample.length > 0 && (
        <p className="muted">
          {t.campaigns.sample}：
          {preview.sample.map((one) => `${one.customer_name}（${due(one.send_at)}）`).join("、")}
        </p>
      )}
    </section>
  );
}
