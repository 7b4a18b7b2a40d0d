// Hours as people write them, « De 14 h à 16 h 30 », when they say nothing else. Pure.

export interface Hours {
  /** `HH:MM` */
  from: string
  to: string | null
}

const WHOLE =
  /^(?:de |à |dès |à partir de )?(\d{1,2})\s?(?:h|:)\s?(\d{2})?(?:\s?(?:à|-|–|jusqu’à)\s?(\d{1,2})\s?(?:h|:)\s?(\d{2})?)?\.?$/

function timeOf(hour: string, minute = '00'): string | null {
  return Number(hour) < 24 && Number(minute) < 60 ? `${hour.padStart(2, '0')}:${minute}` : null
}

/** null for anything that says more, or is no time of a day. */
export function hoursIn(text: string): Hours | null {
  const found = WHOLE.exec(text.trim().toLowerCase().replaceAll("'", '’').replaceAll(/\s+/g, ' '))
  if (found === null) return null
  const [, hour = '', minute, endHour, endMinute] = found
  const from = timeOf(hour, minute)
  const to = endHour === undefined ? null : timeOf(endHour, endMinute)
  if (from === null || (endHour !== undefined && to === null) || from === to) return null
  return { from, to }
}
