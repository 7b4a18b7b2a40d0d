// Where a wallet may be answered: the exact address of a site, or of an application by its own scheme (RFC 9700, 2.1; RFC 8252, 7.1).

/** One whose owner is known by its name, backwards: com.example.wallet. What browsers themselves open has no dot. */
const OWN_SCHEME = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/

/** Kept letter for letter: what a browser would write otherwise is refused, so that nothing is left to interpretation. */
export function returnProblem(address: string): string | null {
  const url = URL.parse(address)
  if (url === null || address.length > 500 || /[\s"'<>\\^`{|}]/.test(address))
    return 'Écrivez une adresse complète, par exemple https://portefeuille.example/retour.'
  if (address.includes('#') || address.includes('*'))
    return 'Écrivez l’adresse exacte, sans «\u00a0#\u00a0» ni «\u00a0*\u00a0».'
  if (url.username !== '' || url.password !== '') return 'Une adresse ne peut pas contenir d’identifiant.'
  if (url.href !== address) return `Écrivez l’adresse comme un navigateur la montre\u00a0: ${url.href}`
  if (url.protocol === 'https:' || OWN_SCHEME.test(url.protocol)) return null
  return 'L’adresse commence par https://, ou par le nom d’une application avec des points.'
}
