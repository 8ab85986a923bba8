import { describe, expect, it } from "vitest";
import { proposeText } from "./proposing.ts";

const bound = ["night-buses-wexcombe"];

describe("what only looks like an update", () => {
  it.each([
    // Said to a team, not by it.
    "Great stuff, 78 is brilliant. Keep it green!",
    "Yep, agreed, amber it is for Elverby, I've told the board",
    "Perfect. I'll change Elverby to amber on the dashboard now.",
    "Elverby – can you drop your October referrals and a RAG into the form by noon, I've got 14 of 16 back",
    "Elverby, Wexcombe: I need your forecasts by the 24th. Two lines each is fine.",
    "Copy the Elverby format please: RAG first, then numbers, then one risk. 3 lines max.",
    // Before a meeting, and of it.
    "Programme board papers: Elverby amber (was green), Wexcombe red. Discussion at 2pm.",
    "1. Welcome (5 min)\n2. Elverby amber – what next (15 min)\n3. Wexcombe spend (10 min)",
    "Attendees: Elverby (2), Wexcombe (1)\nApologies: Port Calder\nActions: Sam to circulate slides by 15 December",
    "This week's rota: Mon 2 staff, Tues 3, Weds closed, Thurs 3, Fri 2",
    // Of others.
    "Our sister project up the coast had 230 referrals in its first quarter",
    "The next county has a scheme like ours: 3 hubs, 70 volunteers. They'd be happy to talk.",
    "Long Strand and Ullock asked for our slides, 40 people on their call apparently",
    "The minister visits the depot on 20 October, arriving 10.30. Two photographers, please.",
    "Grand Sands Region has launched a £5m pot; first come first served, 400 homes max.",
    "Ironshaven hub had 600 visitors at its open day, makes you sick doesn't it",
    // Not yet.
    "The worst case is red by Christmas with 30 of 90 done; the best case is 70.",
    "The bid for phase two went in last night: £400k over two years, 600 households.",
    "If we get the extension and the new van, 120 referrals by June is doable and we'd be green.",
    // Not meant.
    "ha, we've all been red on a Monday",
    "RAG status of my Monday: red. Mitigation: coffee. Owner: me.",
    "Biscuit tin status: red. Mitigation: shop run by 3pm.",
    "KPI corner: emails unread 412, biscuits eaten 9, will to live 3 (target 10). Amber-red and falling.",
  ])("is none: %j", (text) => {
    expect(proposeText(text, { bound }).isUpdate).toBe(false);
    expect(proposeText(text).isUpdate).toBe(false);
  });

  it.each([
    ["Yes still amber, and Elverby is none of our business.", "amber"],
    ["I'd put us at amber, 9 visits.", "amber"],
    ["Leaving us at amber, 9 visits.", "amber"],
    ["Amber. Our bid went in last night.", "amber"],
    ["I said green on Friday, but we're amber.", "amber"],
    ["Having seen the numbers it's amber.", "amber"],
    ["We were red in June, amber in September and are green today.", "green"],
    ["We're closer to red than amber, so red.", "red"],
  ])("and what stands beside it does not hide one: %j", (text, rating) => {
    expect(proposeText(text, { bound }).proposals).toMatchObject([{ rating }]);
  });
});
