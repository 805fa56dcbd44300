const hidden = '***';

/** What gives a secret away by its look, and what of it stays readable. */
const patterns: readonly { find: RegExp; keep: string }[] = [
  // Authorization headers, RFC 6750 and RFC 7617.
  { find: /\b(Bearer|Basic)\s+[A-Za-z0-9._~+/-]{8,}=*/gi, keep: `$1 ${hidden}` },
  // JSON Web Tokens: two base64url objects and a signature (RFC 7519). "eyJ" is `{"` in base64.
  { find: /\beyJ[A-Za-z0-9_-]{6,}\.eyJ[A-Za-z0-9_-]{6,}\.[A-Za-z0-9_-]*/g, keep: hidden },
  // The signature of a shared access signature: `sig` of a service, account or user-delegation SAS.
  // From one name to the next at most: without that, a text of many names takes the square of its length.
  {
    find: /([?&;]|\bSharedAccessSignature\b(?:(?!\bSharedAccessSignature\b).)*?[?&\s])sig=[^&\s"'\\]+/gi,
    keep: `$1sig=${hidden}`,
  },
  { find: /\b(AccountKey|SharedAccessKey)=[A-Za-z0-9+/]{20,}=*/gi, keep: `$1=${hidden}` },
  // A storage account key: 64 bytes in base64, alone among other text; as it is, and in a URL.
  { find: /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/]{86}==(?![A-Za-z0-9+/=])/g, keep: hidden },
  {
    find: /(?<![A-Za-z0-9%_-])(?:[A-Za-z0-9/]|%(?:25)*2[bf]){86}(?:%(?:25)*3d){2}(?![A-Za-z0-9%])/gi,
    keep: hidden,
  },
  // Form and query parameters of the OAuth token endpoints (RFC 6749, RFC 7521, RFC 8628).
  {
    find: /\b(client_secret|client_assertion|refresh_token|access_token|id_token|device_code|code_verifier|password)=[^&\s"'\\]+/gi,
    keep: `$1=${hidden}`,
  },
  // The same and ARM's own names as JSON members, also when the JSON sits escaped inside a string.
  {
    find: /(\\*"(?:client_secret|clientSecret|client_assertion|refresh_token|access_token|accessToken|id_token|accessKey|AccessKey|primaryKey|secondaryKey|device_code|password)\\*"\s*:\s*\\*")((?:(?!\\*").)+)/g,
    keep: `$1${hidden}`,
  },
  {
    find: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g,
    keep: hidden,
  },
  // Slack's tokens.
  { find: /\bx(?:ox[a-z]|app)-[A-Za-z0-9-]{10,}/g, keep: hidden },
];

/** Shorter values would hide ordinary words; no secret of Azure or Slack is this short. */
const shortestSecret = 6;

/**
 * The text with everything hidden that looks like a secret or is one of `known`, in any of the
 * forms it takes in JSON, a URL or a form. What is left is safe to keep and to show (promise 6).
 */
export function maskSecrets(text: string, known: readonly string[] = []): string {
  let masked = text;
  for (const form of known.filter((value) => value.length >= shortestSecret).flatMap(formsOf)) {
    masked = masked.replaceAll(form, hidden);
  }
  for (const { find, keep } of patterns) masked = masked.replace(find, keep);
  return masked;
}

/** Longest first, so that an escaped form is not half replaced by a plain one. */
function formsOf(value: string): string[] {
  const inJson = JSON.stringify(value).slice(1, -1);
  const forms = new Set([
    value,
    inJson,
    // A JSON text inside a JSON text, such as an answer kept word for word.
    JSON.stringify(inJson).slice(1, -1),
    encodeURIComponent(value),
    new URLSearchParams([['', value]]).toString().slice(1),
  ]);
  return [...forms].sort((one, other) => other.length - one.length);
}
