const secrets: readonly RegExp[] = [
  // Slack's tokens, and the addresses that answer for us (page "Token types", read 2026-11-23).
  /\bxox[a-z](?:\.xox[a-z])?-[\w-]+/gi,
  /\bxapp-[\w-]+/gi,
  /https:\/\/hooks\.slack\.com\/\S+/gi,
  // The signature of a shared access signature, an account key, a bearer token.
  /(?<=[?&]sig=)[^&\s"']+/gi,
  /(?<=AccountKey=)[^;\s"']+/gi,
  /(?<=Bearer )[\w.~+/=-]+/g,
];

/** The text without anything that looks like a secret: for messages and logs alike. */
export function redact(text: string): string {
  return secrets.reduce((left, pattern) => left.replace(pattern, '…hidden…'), text);
}
