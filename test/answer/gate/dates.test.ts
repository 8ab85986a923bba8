import { describe, expect, it } from "vitest";
import { blankOut, datesOf } from "../../../src/answer/gate/dates.ts";

const read = (text: string): readonly string[] =>
  datesOf(text).map(({ part, day, month, year, decade }) =>
    [part, day, month, year, decade && "decade"].filter((one) => one !== undefined && one !== false).join(" "),
  );

describe("datesOf", () => {
  it.each([
    ["8 November 2021", ["8 11 2021"]],
    ["the 8th of November 2021", ["8 11 2021"]],
    ["November 8, 2021", ["8 11 2021"]],
    ["8 Nov. 2021", ["8 11 2021"]],
    ["2021-11-08", ["8 11 2021"]],
    ["8 November", ["8 11"]],
    ["Sept 2021", ["9 2021"]],
    ["in 2021", ["2021"]],
    ["2023-24", ["2023", "2024"]],
    ["2023/24", ["2023", "2024"]],
    ["1999-00", ["1999", "2000"]],
    ["2009–2010", ["2009", "2010"]],
    ["the 1990s", ["1990 decade"]],
    ["mid-2023", ["mid 2023"]],
    ["by the end of March 2022", ["end 3 2022"]],
    ["early spring 2022", ["spring 2022"]],
    ["2,021 riders, £2021 and 2021%", []],
    ["next week", []],
  ])("reads %j", (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  it("reads several in the order in which they stand", () => {
    expect(read("from 2019 until 8 November 2021 and in May 2022")).toEqual(["2019", "8 11 2021", "5 2022"]);
  });
});

describe("blankOut", () => {
  it("keeps every offset", () => {
    expect(blankOut("in May 2022, 5", [{ start: 3, end: 11 }])).toBe("in         , 5");
  });
});
