// Runs in the page: puts a picture's HTML there, and draws its Adaptive Cards with Microsoft's own renderer.
/* global AdaptiveCards, marked, document */

AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
  result.outputHtml = window.markdownHtml(text);
  result.didProcess = true;
};

/** Markdown as Teams reads it; HTML in it is shown as it was written, so that any that leaks is seen. */
window.markdownHtml = (text) => {
  const renderer = new marked.Renderer();
  renderer.html = ({ text: html }) => html.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return marked.parse(text, { breaks: true, gfm: true, renderer }).trim();
};

const hostConfig = new AdaptiveCards.HostConfig({
  fontFamily: '"Segoe UI", Arial, "Liberation Sans", sans-serif',
  fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 },
  fontWeights: { lighter: 400, default: 400, bolder: 600 },
  spacing: { small: 4, default: 8, medium: 12, large: 20, extraLarge: 28, padding: 16 },
  separator: { lineThickness: 1, lineColor: "#d1d1d1" },
  supportsInteractivity: true,
  actions: {
    maxActions: 6,
    spacing: "default",
    buttonSpacing: 8,
    showCard: { actionMode: "inline", inlineTopMargin: 8 },
    actionsOrientation: "horizontal",
    actionAlignment: "left",
  },
  containerStyles: {
    default: colours("#ffffff"),
    emphasis: colours("#f5f5f5"),
    accent: colours("#e8ebfa"),
    good: colours("#e7f2da"),
    attention: colours("#fcf4f6"),
    warning: colours("#fbf6d9"),
  },
  factSet: {
    title: { weight: "Bolder", wrap: true, maxWidth: 150 },
    value: { wrap: true },
    spacing: 12,
  },
  inputs: { label: { requiredInputs: { suffix: " *", suffixColor: "attention" }, inputSpacing: "small" } },
});

function colours(backgroundColor) {
  const pair = (color, subtle = color) => ({ default: color, subtle });
  return {
    backgroundColor,
    foregroundColors: {
      default: pair("#242424", "#616161"),
      dark: pair("#242424", "#616161"),
      light: pair("#ffffff", "#d6d6d6"),
      accent: pair("#5b5fc7"),
      good: pair("#237b4b"),
      warning: pair("#835c00"),
      attention: pair("#c4314b"),
    },
  };
}

/** Draws a picture; returns what could not be drawn, in words. */
window.drawPicture = ({ html, cards }) => {
  document.body.innerHTML = html;
  for (const words of document.querySelectorAll("[data-markdown]")) {
    words.innerHTML = window.markdownHtml(words.getAttribute("data-markdown"));
  }
  return Object.entries(cards).flatMap(([id, json]) => {
    const context = new AdaptiveCards.SerializationContext();
    const card = new AdaptiveCards.AdaptiveCard();
    card.hostConfig = hostConfig;
    card.parse(json, context);
    const problems = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
    const drawn = card.render();
    if (drawn) document.getElementById(id).append(drawn);
    else problems.push("the card was not drawn");
    return problems;
  });
};
