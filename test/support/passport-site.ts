// A site that signs people in with passport-openidconnect, without its web framework: what it is asked, what it answers.
import passport from 'passport'
import { Strategy } from 'passport-openidconnect'

export interface PassportUser {
  id: string
  displayName?: string
  emails?: { value: string }[]
}

export interface PassportSite {
  /** Where the browser is sent to sign in. */
  begin(): Promise<{ location: URL }>
  /** Who came back at that address. @throws when the site does not believe it */
  end(returned: URL): Promise<PassportUser>
}

type Middleware = (request: object, response: object, next: (error?: unknown) => void) => void

/** Addresses as its guide gives them: it has no discovery of its own. */
export function passportSite(
  issuer: string,
  site: { id: string; secret: string; redirectUri: string },
  more: { nonce: boolean },
): PassportSite {
  const desk = new passport.Passport()
  desk.use(
    new Strategy(
      {
        issuer,
        authorizationURL: `${issuer}/oidc/auth`,
        tokenURL: `${issuer}/oidc/token`,
        userInfoURL: `${issuer}/oidc/me`,
        clientID: site.id,
        clientSecret: site.secret,
        callbackURL: site.redirectUri,
        scope: ['profile', 'email'],
        skipUserProfile: false,
        ...more,
      },
      (_issuer: string, profile: PassportUser, done: (error: null, user: PassportUser) => void) =>
        done(null, profile),
    ),
  )
  const session = {}
  const ask = (url: URL | null) =>
    new Promise<{ location?: URL; user?: PassportUser }>((resolve, reject) => {
      const query = Object.fromEntries(url?.searchParams ?? [])
      const response = {
        setHeader: (_name: string, value: string) => resolve({ location: new URL(value) }),
        end: () => {},
      }
      const done = (error: unknown, user: PassportUser | false, info: unknown) =>
        user ? resolve({ user }) : reject(error ?? new Error(JSON.stringify(info)))
      const middleware = desk.authenticate('openidconnect', { session: false }, done) as Middleware
      middleware({ query, session, headers: {} }, response, reject)
    })
  return {
    begin: async () => {
      const { location } = await ask(null)
      if (location === undefined) throw new Error('no redirection')
      return { location }
    },
    end: async (returned) => {
      const { user } = await ask(returned)
      if (user === undefined) throw new Error('nobody came back')
      return user
    },
  }
}
