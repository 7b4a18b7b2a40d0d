// Money: integer cents, tax included; what is before tax follows from it, so that both parts always make the whole.

/** Cents, an integer. */
export type Cents = number
/** A rate in hundredths of a percent: 2000 is 20 %. */
export type Rate = number

/** An amount, as a title of payment says it. */
export interface Amount {
  readonly net: Cents
  readonly tax: Cents
  readonly gross: Cents
}

/** The amount whose whole is `gross`. */
export function amountOf(gross: Cents, rate: Rate): Amount {
  const net = Math.round((gross * 10_000) / (10_000 + rate))
  return { net, tax: gross - net, gross }
}

/** What is left of an amount, each part of it, so that all that was asked makes the whole to the cent. */
export const less = (whole: Amount, asked: readonly Amount[]): Amount =>
  asked.reduce(
    (left, { net, tax, gross }) => ({
      net: left.net - net,
      tax: left.tax - tax,
      gross: left.gross - gross,
    }),
    { net: whole.net, tax: whole.tax, gross: whole.gross },
  )

const euro = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' })
const round = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })

/** « 7 000,00 € » */
export const euros = (cents: Cents): string => euro.format(cents / 100)
/** « 7 000 € »: of a grid, whose prices are whole. */
export const wholeEuros = (cents: Cents): string => (cents % 100 === 0 ? round : euro).format(cents / 100)
/** « 7000,00 »: for programs that read French figures. */
export const plainEuros = (cents: Cents): string =>
  `${cents < 0 ? '-' : ''}${Math.floor(Math.abs(cents) / 100)},${String(Math.abs(cents) % 100).padStart(2, '0')}`
/** « 20 % » */
export const rateWords = (rate: Rate): string => `${new Intl.NumberFormat('fr-FR').format(rate / 100)}\u00a0%`
