// The words of a mail that is written in HTML alone: nothing of it is drawn, so nothing of it is kept but text.

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: '’', nbsp: '\u00a0', rsquo: '’', lsquo: '‘', laquo: '«' },
  ...{ raquo: '»', hellip: '…', ndash: '–', mdash: '—', euro: '€', oelig: 'œ', eacute: 'é', egrave: 'è' },
  ...{ agrave: 'à', ccedil: 'ç', ecirc: 'ê', ocirc: 'ô', icirc: 'î', ucirc: 'û', acirc: 'â', ugrave: 'ù' },
  ...{ Eacute: 'É', Agrave: 'À', Ccedil: 'Ç', euml: 'ë', iuml: 'ï', uuml: 'ü' },
}

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return ENTITIES[name] ?? whole
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code).toWellFormed() : ''
}

/** What is quoted is shut in blocks, one in another: what stands in none is kept. */
function unquoted(html: string): string {
  let depth = 0
  return html
    .split(/(<\/?blockquote\b[^<>]*>)/i)
    .map((piece) => {
      if (/^<blockquote/i.test(piece)) depth += 1
      else if (/^<\/blockquote/i.test(piece)) depth = Math.max(0, depth - 1)
      else if (depth === 0) return piece
      return '\n'
    })
    .join('')
}

export function plainText(html: string): string {
  const shown = html
    .replaceAll(/<!--[^]*?(?:-->|$)/g, '')
    .replaceAll(/<(head|style|script|title)\b[^<>]*>[^]*?(?:<\/\1\s*>|$)/gi, '')
  return unquoted(shown)
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/<(br|hr)\b[^<>]*>|<\/(p|div|li|tr|h[1-6]|table|ul|ol)\s*>/gi, '\n')
    .replaceAll(/<li\b[^<>]*>/gi, '- ')
    .replaceAll(/<[^<>]*>/g, '')
    .replaceAll(/&(#?[a-z0-9]{1,10});/gi, entity)
    .split('\n')
    .map((line) => line.trim())
    .join('\n')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim()
}
