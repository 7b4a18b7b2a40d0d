// Where somebody who came in half is led.

/** Where the second factor is asked. */
export const codeAddress = (next: string | null): string =>
  next === null ? '/connexion/code' : `/connexion/code?suite=${encodeURIComponent(next)}`
