/** Which ways out of a case give money back; the others give goods or work. */
const REFUNDED = ["no_reason_return", "quality_return", "refund_only", "compensation"];

export const hasRefund = (route: string) => REFUNDED.includes(route);
