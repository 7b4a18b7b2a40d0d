// What somebody said of where, in a search: it goes from page to page in the address, as far as the form.
import { one, type Values } from '#platform/http/route.ts'

export interface SaidPlace {
  /** INSEE code. */
  commune: string | null
  /** A street, as it was typed; '' when none was. */
  address: string
}

const LONGEST = 200

/** What an address of ours carries; what is no code of a commune is left. */
export function saidPlace(query: Values): SaidPlace {
  const code = one(query, 'commune')
  const address = one(query, 'adresse').trim().slice(0, LONGEST)
  return { commune: /^[0-9AB]{5}$/.test(code) ? code : null, address }
}

/** `?commune=69383&adresse=12+rue+Garibaldi`, or nothing. */
export function placeQuery({ commune, address }: SaidPlace): string {
  const said = new URLSearchParams()
  if (commune !== null) said.set('commune', commune)
  if (address !== '') said.set('adresse', address)
  return said.size === 0 ? '' : `?${said.toString()}`
}
