/** The way in. */
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Form, Input } from "antd";
import { logIn } from "./api/agents";
import { sentenceOf } from "./api/http";
import { keepSession, whyLeft } from "./api/session";
import { Brand } from "./parts/Brand";
import { useWords } from "./strings";

export function Login() {
  const t = useWords();
  const enter = useMutation({
    mutationFn: (given: { login: string; password: string }) => logIn(given.login.trim(), given.password),
    onSuccess: keepSession,
  });
  const trouble = enter.error
    ? sentenceOf(enter.error)
    : whyLeft() && !enter.isPending
      ? t.login.expired
      : null;
  return (
    <main className="login">
      <div className="login-card">
        <Brand />
        <h1>{t.login.title}</h1>
        {trouble && <Alert type={enter.error ? "error" : "info"} title={trouble} showIcon />}
        <Form layout="vertical" requiredMark={false} onFinish={enter.mutate}>
          <Form.Item
            name="login"
            label={t.login.login}
            rules={[{ required: true, message: t.login.needLogin }]}
          >
            <Input size="large" autoFocus autoComplete="username" autoCapitalize="none" spellCheck={false} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t.login.password}
            rules={[{ required: true, message: t.login.needPassword }]}
          >
            <Input.Password size="large" autoComplete="current-password" />
          </Form.Item>
          <Button type="primary" size="large" htmlType="submit" block loading={enter.isPending}>
            {t.login.submit}
          </Button>
        </Form>
      </div>
    </main>
  );
}
