import { describe, expect, it } from "vitest";
import { earlier, readOrder, writeOrder } from "./orders";

const sorts = ["name", "id", "updated_date"].map((name) => ({ name, label: name }));

describe("an order", () => {
  it("is read and written as the API takes it", () => {
    const order = readOrder("-updated_date,name", sorts);
    expect(order).toEqual([
      { name: "updated_date", down: true },
      { name: "name", down: false },
    ]);
    expect(writeOrder(order)).toBe("-updated_date,name");
  });

  it("has each key once, and none that is not known", () => {
    expect(writeOrder(readOrder("id,-id,evil,name", sorts))).toBe("id,name");
  });

  it("lets a key go forward, and the first one stay", () => {
    const order = readOrder("name,id", sorts);
    expect(writeOrder(earlier(order, "id"))).toBe("id,name");
    expect(writeOrder(earlier(order, "name"))).toBe("name,id");
  });
});
