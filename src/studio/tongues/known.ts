// Languages that a form may be translated into, each as its own people call it; those of whoever asks at the counters first.

interface Known {
  name: string
  rtl?: true
}

export const KNOWN: Readonly<Record<string, Known>> = {
  en: { name: 'English' },
  ar: { name: 'العربية', rtl: true },
  es: { name: 'Español' },
  pt: { name: 'Português' },
  it: { name: 'Italiano' },
  de: { name: 'Deutsch' },
  tr: { name: 'Türkçe' },
  uk: { name: 'Українська' },
  ru: { name: 'Русский' },
  ro: { name: 'Română' },
  sq: { name: 'Shqip' },
  fa: { name: 'فارسی', rtl: true },
  ps: { name: 'پښتو', rtl: true },
  zh: { name: '中文' },
  vi: { name: 'Tiếng Việt' },
}
