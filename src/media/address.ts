// Where pictures of the library are read, in which widths.
import type { Shown } from './queries.ts'
import { WIDTHS } from './words.ts'

export const AT = '/images'

/** As kept; the small one of lists and of the editor. */
export const WHOLE = 'entiere'
export const SMALL = 'vignette'

const addressOf = (key: string, size: string | number): string => `${AT}/${key}/${size}`

/** Its small picture, for a list. */
export const smallOf = ({ key }: Pick<Shown, 'key'>): string => addressOf(key, SMALL)

/** What a page says of a picture: where each width is, how large it is, whom it is by. */
export function sourcesOf({ key, width, height, credit }: Omit<Shown, 'alternative'>) {
  const narrower = WIDTHS.filter((one) => one < width)
  const whole = addressOf(key, WHOLE)
  return {
    src: narrower.includes(960) ? addressOf(key, 960) : whole,
    srcset: [...narrower.map((one) => `${addressOf(key, one)} ${one}w`), `${whole} ${width}w`].join(', '),
    width,
    height,
    credit,
  }
}
