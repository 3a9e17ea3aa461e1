/** What a case owes and owed, on its card. */
import { useQuery } from "@tanstack/react-query";
import { getOwedOfCase, OWED } from "../api/commitments";
import { useWords } from "../strings";
import { OwedCard } from "./OwedCard";
import { inOrder } from "./owed";

export function OwedOfCase({ number }: { number: string }) {
  const t = useWords();
  const owed = useQuery({ queryKey: [...OWED, "case", number], queryFn: () => getOwedOfCase(number) });
  if (!owed.data?.items.length) return null;
  return (
    <section className="case-history">
      <h2>{t.owed.title}</h2>
      {inOrder(owed.data.items).map((one) => (
        <OwedCard key={one.id} one={one} />
      ))}
    </section>
  );
}
