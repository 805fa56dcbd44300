// What tests may import of the Slack bot.
export {};
