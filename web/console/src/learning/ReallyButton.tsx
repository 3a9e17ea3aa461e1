/** 「这句其实是…」: an agent tells what a customer's sentence really means. */
import { useMutation, useQuery } from "@tanstack/react-query";
import { App, Button, Popover, Select } from "antd";
import { useState } from "react";
import { sentenceOf } from "../api/http";
import { getIntents, INTENTS, nameMessage } from "../api/learning";
import { useWords } from "../strings";

interface Props {
  conversationId: string;
  seq: number;
}

export function ReallyButton({ conversationId, seq }: Props) {
  const t = useWords();
  const { message } = App.useApp();
  const [isOpen, setOpen] = useState(false);
  const save = useMutation({
    mutationFn: (intent: string) => nameMessage(conversationId, seq, intent),
    onSuccess: () => message.success(t.learning.reallySaved),
    onError: (wrong) => message.error(t.common.notDone(sentenceOf(wrong)), 5),
  });
  return (
    <div className={`message-foot is-really${isOpen ? " is-open" : ""}`}>
      <Popover
        open={isOpen}
        onOpenChange={setOpen}
        trigger="click"
        placement="bottomLeft"
        destroyOnHidden
        content={
          <IntentPicker
            onPick={(intent) => {
              setOpen(false);
              save.mutate(intent);
            }}
          />
        }
      >
        <Button size="small" type="text">
          {t.learning.really}
        </Button>
      </Popover>
    </div>
  );
}

function IntentPicker({ onPick }: { onPick: (intent: string) => void }) {
  const t = useWords();
  const intents = useQuery({ queryKey: INTENTS, queryFn: getIntents, staleTime: Number.POSITIVE_INFINITY });
  return (
    <Select
      autoFocus
      defaultOpen
      showSearch={{ optionFilterProp: "label" }}
      style={{ width: 260 }}
      loading={intents.isPending}
      placeholder={t.learning.really}
      aria-label={t.learning.really}
      onChange={onPick}
      options={intents.data?.items.map((one) => ({ value: one.name, label: `${one.title}  ${one.name}` }))}
    />
  );
}
