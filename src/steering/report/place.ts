// Where yearly reports stand.
import { HERE } from '../board/place.ts'

export const REVIEWS = `${HERE}/bilans`
export const reviewHref = (slug: string, year: number): string => `${REVIEWS}/${slug}/${year}`
