// People known to the simulator of FranceConnect, as many as the load needs: invented, one for each number.
import { clientFor } from '../../simulators/clients.ts'
import { franceConnect } from '../../simulators/franceconnect.ts'
import type { Persona } from '../../simulators/shapes.ts'
import { emailOf } from './course.ts'

/** How many of the people come by FranceConnect. */
export const CITIZENS = 2000

/** The number of a citizen, for a visit of any number. */
export const citizenOf = (visit: number): number => 1 + (visit % CITIZENS)
export const franceConnectIdOf = (number: number): string => `banc-${number}`

const letters = (number: number): string =>
  [...String(number)].map((digit) => 'ABCDEFGHIJ'[Number(digit)]).join('')

/** The person of that number, from 1 on. */
export function citizen(number: number): Persona {
  return {
    id: franceConnectIdOf(number),
    name: `Personne ${number}`,
    note: 'Banc de charge',
    acr: 'eidas1',
    amr: ['pwd'],
    claims: {
      given_name: 'Claude',
      given_name_array: ['Claude'],
      family_name: `BANC${letters(number)}`,
      preferred_username: '',
      gender: number % 2 === 0 ? 'female' : 'male',
      birthdate: '1980-01-01',
      idp_birthdate: '1980-01-01',
      birthplace: '69123',
      birthcountry: '99100',
      email: emailOf(number),
      idp_id: 'fi-simulateur',
    },
  }
}

/** The identifier that FranceConnect gives us for that person. */
export const subjectOf = (number: number): string =>
  franceConnect.subject(citizen(number).claims, clientFor('http://bench.invalid', 'franceconnect'))
