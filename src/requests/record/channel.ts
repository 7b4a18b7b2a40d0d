// By which way a request reached the authority.

export type Channel = 'web' | 'phone' | 'desk' | 'letter' | 'mail'
