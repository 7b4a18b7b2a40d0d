// Types of passport and passport-openidconnect, as far as the tests use them: they carry none.
declare module 'passport' {
  class Passport {
    use(strategy: unknown): void
    authenticate(name: string, options: object, done: (...args: never[]) => void): unknown
  }
  const passport: { Passport: typeof Passport }
  export default passport
}

declare module 'passport-openidconnect' {
  export class Strategy {
    constructor(options: object, verify: (...args: never[]) => void)
  }
}
