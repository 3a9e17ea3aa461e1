/** Whose eyes to look through. */

import type { Shopper } from "./shop_service";
import { words } from "./words";

interface SwitchProps {
  shoppers: Shopper[];
  current: string | null;
  onChange: (id: string | null) => void;
}

export function ShopperSwitch({ shoppers, current, onChange }: SwitchProps) {
  const chosen = shoppers.find((one) => one.id === current);
  return (
    <div class="switch">
      <label>
        {words.who}
        <select value={current ?? ""} onChange={(event) => onChange(event.currentTarget.value || null)}>
          <option value="">{words.visitor}</option>
          {shoppers.map((one) => (
            <option key={one.id} value={one.id} selected={one.id === current}>
              {one.name} · {one.level}
            </option>
          ))}
        </select>
      </label>
      <p>{chosen ? chosen.story : words.visitorStory}</p>
    </div>
  );
}
