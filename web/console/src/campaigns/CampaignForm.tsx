/** A new campaign: who, when, what, how; and before anything is sent, a preview. */
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Alert, App, Button, Form, Input, InputNumber, Segmented, Select, Switch } from "antd";
import { useNavigate } from "react-router";
import { CAMPAIGNS, createCampaign, previewCampaign } from "../api/campaigns";
import { call, sentenceOf } from "../api/http";
import { useWords } from "../strings";
import { CATEGORIES } from "../workbench/categories";
import { PreviewCard } from "./PreviewCard";
import { type Draft, MOST_REASONS, newDraft, planOf } from "./plan";

const LEVELS = ["普通会员", "银卡会员", "金卡会员", "钻石会员"];

export function CampaignForm() {
  const t = useWords();
  const navigate = useNavigate();
  const cache = useQueryClient();
  const { message } = App.useApp();
  const [form] = Form.useForm<Draft>();
  const kind = Form.useWatch("kind", form) ?? "closed_tickets";
  const preview = useMutation({ mutationFn: (draft: Draft) => previewCampaign(planOf(draft)) });
  const save = useMutation({
    mutationFn: (draft: Draft) => createCampaign(planOf(draft)),
    onSuccess: (campaign) => {
      void cache.invalidateQueries({ queryKey: CAMPAIGNS });
      navigate(`/campaigns/${campaign.id}`);
    },
    onError: (wrong) => message.error(t.common.notDone(sentenceOf(wrong)), 5),
  });
  const look = async () => {
    const draft = await form.validateFields().catch(() => null);
    if (draft) preview.mutate({ ...newDraft(t), ...draft });
  };
  const needed = (words: string) => [{ required: true, whitespace: true, message: words }];
  const some = [{ required: true, type: "array" as const, min: 1, message: t.campaigns.reasonsNeeded }];
  return (
    <main className="pane sheet">
      <h1>{t.campaigns.create}</h1>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={newDraft(t)}
        onValuesChange={() => preview.reset()}
        onFinish={(draft) => save.mutate({ ...newDraft(t), ...draft })}
      >
        <Form.Item name="name" label={t.campaigns.name} rules={needed(t.campaigns.needName)}>
          <Input maxLength={60} />
        </Form.Item>
        <h2>{t.campaigns.audience}</h2>
        <Form.Item name="kind">
          <Segmented
            options={(["closed_tickets", "delivered_orders", "members"] as const).map((value) => ({
              value,
              label: t.campaigns.kinds[value],
            }))}
          />
        </Form.Item>
        <div className="form-row">
          {kind === "closed_tickets" && (
            <Form.Item name="category1" label={t.campaigns.topic}>
              <Select
                options={[
                  { value: "", label: t.campaigns.optionalAny },
                  ...Object.keys(CATEGORIES).map((value) => ({ value, label: t.category[value] ?? value })),
                ]}
              />
            </Form.Item>
          )}
          {kind === "delivered_orders" && <ProductField />}
          {kind === "members" && (
            <Form.Item name="level" label={t.campaigns.level}>
              <Select
                options={[
                  { value: "", label: t.campaigns.optionalAny },
                  ...LEVELS.map((value) => ({ value, label: value })),
                ]}
              />
            </Form.Item>
          )}
          <Form.Item name="since_days" label={t.campaigns.since}>
            <Select
              options={[1, 3, 7, 14, 30, 90].map((value) => ({ value, label: t.campaigns.sinceDays(value) }))}
            />
          </Form.Item>
        </div>
        <h2>{t.campaigns.when}</h2>
        <div className="form-row">
          <Form.Item name="delay_hours" label={t.campaigns.delay}>
            <InputNumber min={0} max={720} precision={0} suffix={t.common.hours} />
          </Form.Item>
          <Form.Item label={t.campaigns.quiet}>
            <span className="muted">21:00–09:00</span>
          </Form.Item>
        </div>
        <h2>{t.campaigns.questions}</h2>
        <Form.Item name="title" label={t.campaigns.questionTitle} rules={needed(t.campaigns.needTitle)}>
          <Input maxLength={60} />
        </Form.Item>
        <div className="form-row">
          <Form.Item
            name="reasons_low"
            label={t.campaigns.reasonsLow}
            extra={t.campaigns.reasonsHint}
            rules={some}
          >
            <Select mode="tags" maxCount={MOST_REASONS} open={false} suffixIcon={null} />
          </Form.Item>
          <Form.Item
            name="reasons_high"
            label={t.campaigns.reasonsHigh}
            extra={t.campaigns.reasonsHint}
            rules={some}
          >
            <Select mode="tags" maxCount={MOST_REASONS} open={false} suffixIcon={null} />
          </Form.Item>
        </div>
        <Form.Item
          name="ask_comment"
          label={t.campaigns.askComment}
          valuePropName="checked"
          layout="horizontal"
        >
          <Switch size="small" />
        </Form.Item>
        <h2>{t.campaigns.channel}</h2>
        <Form.Item name="channel">
          <Segmented
            options={(["in_app", "email"] as const).map((value) => ({
              value,
              label: t.campaigns.channels[value],
            }))}
          />
        </Form.Item>
        {preview.error && <Alert type="error" showIcon title={sentenceOf(preview.error)} />}
        {preview.data && <PreviewCard preview={preview.data} />}
        <div className="form-buttons">
          <Button onClick={look} loading={preview.isPending}>
            {t.campaigns.preview}
          </Button>
          <Button type="primary" htmlType="submit" loading={save.isPending}>
            {t.campaigns.saveDraft}
          </Button>
        </div>
      </Form>
    </main>
  );
}

function ProductField() {
  const t = useWords();
  const products = useQuery({
    queryKey: ["products"],
    queryFn: () => call<{ items: { id: string; title: string }[] }>("GET", "/shop/products"),
    staleTime: 600_000,
  });
  return (
    <Form.Item name="product_id" label={t.campaigns.product}>
      <Select
        showSearch={{ optionFilterProp: "label" }}
        loading={products.isPending}
        options={[
          { value: "", label: t.campaigns.optionalAny },
          ...(products.data?.items ?? []).map((product) => ({ value: product.id, label: product.title })),
        ]}
      />
    </Form.Item>
  );
}
