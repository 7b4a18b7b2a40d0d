// Where leavers of a directory wait for a word.
import { DIRECTORY_AT } from '../arrivals/pages/import.ts'

export const LEAVERS_AT = `${DIRECTORY_AT}/:collectivite/departs`
export const leaversAt = (authority: string): string => LEAVERS_AT.replace(':collectivite', authority)
