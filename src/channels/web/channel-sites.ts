import type { ChannelSite } from "./channel-routes.ts";
import type { Playground } from "./playground.ts";

/** The channels of the playground, with what their pages say. */
export function channelSites({ channels }: Playground): readonly ChannelSite[] {
  return [
    {
      path: "/team",
      channel: channels.team,
      page: {
        title: "Team channel",
        author: "Your team",
        intro:
          "Here you are a local team. Write what happened in your own words, as you would to colleagues. Nothing is recorded before you confirm it; then officials can ask about it.",
        label: "Message to the team channel",
      },
    },
    {
      path: "/officials",
      channel: channels.official,
      page: {
        title: "Officials’ channel",
        author: "You",
        intro:
          "Here you are an official in the programme’s own channel. Digests come here, and drafts that the programme office has to confirm. Ask, or say “digest”, “follow” with a pilot, or “help”.",
        label: "Message to the officials’ channel",
      },
    },
  ];
}
