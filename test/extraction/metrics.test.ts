import { describe, expect, it } from "vitest";
import { readUpdate } from "./proposing.ts";

function metricsOf(words: string): readonly string[] {
  return readUpdate(`Amber. ${words}`).metrics.map(({ name, value, unit, target }) => {
    const measure = unit === undefined ? "" : ` ${unit}`;
    return `${name}: ${value}${measure}${target === undefined ? "" : ` of ${target}`}`;
  });
}

describe("metrics", () => {
  it.each([
    ["42 referrals so far (target 60).", ["referrals: 42 of 60"]],
    ["12 of 30 homes retrofitted.", ["homes retrofitted: 12 of 30"]],
    ["14 homes surveyed out of 25.", ["homes surveyed: 14 of 25"]],
    ["85% attendance.", ["attendance: 85 %"]],
    ["Attendance 87% (target 80%), complaints 0.", ["Attendance: 87 % of 80", "complaints: 0"]],
    ["Average wait 14 days.", ["Average wait: 14 days"]],
    ["Referrals: 42/60.", ["Referrals: 42 of 60"]],
    ["Contacts 141/160.", ["Contacts: 141 of 160"]],
    ["Referrals up 5 to 47.", ["Referrals: 47"]],
    ["Journeys up to 61 from 38.", ["Journeys: 61"]],
    ["A dozen sign-ups and forty-two calls.", ["sign-ups: 12", "calls: 42"]],
    ["1.2k leaflets out.", ["leaflets: 1200"]],
    [
      "64 practitioners have been interviewed against a target of 80.",
      ["practitioners have been interviewed: 64 of 80"],
    ],
    ["Of those 38 housed, 9 refused.", ["housed: 38", "refused: 9"]],
    ["5 into work and 30 are in training.", ["into work: 5", "in training: 30"]],
    ["120 hours of volunteering.", ["volunteering: 120 hours"]],
    ["4.6 out of 5 satisfaction.", ["satisfaction: 4.6"]],
    ["Referrals (target 60): 42.", ["Referrals: 42 of 60"]],
    ["Target 60 referrals, actual 42.", ["referrals: 42 of 60"]],
    ["We're at 83 referrals. Target was 70.", ["referrals: 83 of 70"]],
    ["14 (of 20) mentors matched.", ["mentors matched: 14 of 20"]],
    ["Referrals target 60 actual 45.", ["Referrals: 45 of 60"]],
    ["No. of referrals: 45.", ["referrals: 45"]],
    ["Referrals (cumulative): 45.", ["Referrals (cumulative): 45"]],
    ["School absence fell by 3 points to 8%.", ["School absence: 8 %"]],
    ["88 checks on under-5s.", ["checks on under-5s: 88"]],
    ["200+ responses to the survey.", ["responses to the survey: 200"]],
    ["Phase two starts with 5 schools.", ["schools: 5"]],
    ["Between 20 and 30 turned up.", []],
    ["It took 6 weeks and 4 meetings to agree.", []],
    ["Our team of 5 is stretched.", []],
    ["12 people coming on Thursday.", []],
    ["Doubled our volunteers to 28.", ["volunteers: 28"]],
    ["Reached 1 in 4 eligible households.", []],
    ["DNA rate 12% (target <10%).", ["DNA rate: 12 % of 10"]],
    ["Visits done - 72. Boiler referrals - 6.", ["Visits done: 72", "Boiler referrals: 6"]],
    ["We have found another thirty buildings so that's 442.", ["buildings: 442"]],
    [
      "Metrics:\n- Drop-in visits: 233\n- Volunteers trained: 17 (target 20)",
      ["Drop-in visits: 233", "Volunteers trained: 17 of 20"],
    ],
    ["Place | Referrals | Target\n--- | --- | ---\nWexcombe | 47 | 50", ["referrals: 47 of 50"]],
  ])("are read from %j", (words, expected) => {
    expect(metricsOf(words)).toEqual(expected);
  });

  it.each([
    "The launch is on 12 December 2026.",
    "Call 01632 960123.",
    "Spent £42,000 of £60,000.",
    "Grant reference GR-2021-0042, invoice 10023498.",
    "Lessons from 2009-2010 and 2009/10.",
    "Under Section 17 and Phase 2, Ward 7, Room 3.07.",
    "We met at 10 Harbour Street at 9.30am.",
    "Open 24/7, three nights a week, for six months.",
    "12-15 people.",
    "Two of five landlords have pulled out.",
    "One supplier is being looked into.",
    "We will train 40 staff by March.",
    "We raised two risks and three questions.",
    "The two posts are filled.",
    "A five-year lease, an 18-month contract.",
    "42 achieved.",
  ])("are none in %j", (words) => {
    expect(metricsOf(words)).toEqual([]);
  });
});

describe("spend", () => {
  it.each([
    ["Spent £120k of £350,000.", { toDatePence: 12_000_000, budgetPence: 35_000_000 }],
    ["Spend: £104k / £250k.", { toDatePence: 10_400_000, budgetPence: 25_000_000 }],
    ["Forecast £340k.", { forecastPence: 34_000_000 }],
    ["Budget £1.2m.", { budgetPence: 120_000_000 }],
    ["Actual £12,350.75, outturn forecast £20k.", { toDatePence: 1_235_075, forecastPence: 2_000_000 }],
    ["Budget 240k spent 74k.", { toDatePence: 7_400_000, budgetPence: 24_000_000 }],
    ["We've used 61 grand of it.", { toDatePence: 6_100_000 }],
    [
      "£96k spent to date; we think we'll end up at £148k against £150k.",
      { toDatePence: 9_600_000, forecastPence: 14_800_000, budgetPence: 15_000_000 },
    ],
    ["We've only spent a third of the £90k.", { budgetPence: 9_000_000 }],
    ["Committed spend 210k, actual 164k.", { toDatePence: 16_400_000 }],
    ["Money fine: £88k out of £150k.", { toDatePence: 8_800_000, budgetPence: 15_000_000 }],
    ["£61k of the £175k gone.", { toDatePence: 6_100_000, budgetPence: 17_500_000 }],
    ["We have spent £61k of the £175k to date.", { toDatePence: 6_100_000, budgetPence: 17_500_000 }],
    ["Forecast £170k of the £175k used by March.", { forecastPence: 17_000_000, budgetPence: 17_500_000 }],
    ["£86,400 of the £140,000 grant is spent.", { toDatePence: 8_640_000, budgetPence: 14_000_000 }],
    ["Money: £71k of £110k.", { toDatePence: 7_100_000, budgetPence: 11_000_000 }],
    [
      "We've spent thirty two thousand pounds of the hundred and fifty thousand.",
      { toDatePence: 3_200_000, budgetPence: 15_000_000 },
    ],
  ])("is read from %j", (words, expected) => {
    expect(readUpdate(`Amber. ${words}`).spend).toEqual(expected);
  });

  it.each([
    "Underspend of £8k.",
    "Expecting to spend between £140k and £150k.",
    "The £18.75 a head for the hall was well spent.",
    "A bus costs £62,000 by the way.",
    "The ceiling per pilot was £350,000.",
    "We have spent three weeks on it.",
  ])("is none in %j", (words) => {
    expect(readUpdate(`Amber. ${words}`)).not.toHaveProperty("spend");
  });
});
