// Payloads as they may be shown: no token, secret or ticket stays readable, wherever it stands.

const HIDDEN = "(hidden)";
const SECRET_NAMES = /^(token|code|.*_token|.*_secret|bot_access_token)$/;
const TOKEN = /\b(xox[a-z]|xapp)-[\w-]+/g;
const TICKET = /([?&]ticket=)[^&#]+/g;

/** A copy of a JSON value without secrets. */
export function withoutSecrets(value) {
  if (typeof value === "string") return value.replace(TOKEN, HIDDEN).replace(TICKET, `$1${HIDDEN}`);
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      SECRET_NAMES.test(name) && typeof each === "string" && each ? HIDDEN : withoutSecrets(each),
    ]),
  );
}
