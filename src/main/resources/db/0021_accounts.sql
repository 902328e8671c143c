-- A second factor, where someone is signed in, and what a program may do.

-- totp: the shared secret (RFC 6238), 20 bytes; null: none. totp_step: the last step of 30 s whose code was used.
-- recovery: SHA-256 of each code that is still good.
ALTER TABLE person ADD COLUMN totp bytea;
ALTER TABLE person ADD COLUMN totp_step bigint NOT NULL DEFAULT 0;
ALTER TABLE person ADD COLUMN recovery bytea[] NOT NULL DEFAULT '{}';

-- Whoever has one of these roles signs in with a second factor.
CREATE TABLE second_factor_role (role text PRIMARY KEY CHECK (role IN ('reporter', 'editor', 'publisher', 'admin')));

-- proven: with the second factor, where there is one. agent, network: how a person knows which session it is.
ALTER TABLE session ADD COLUMN proven boolean NOT NULL DEFAULT true;
ALTER TABLE session ADD COLUMN agent text NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN network text NOT NULL DEFAULT '';

-- rights null: as may_publish and may_manage say, which the version before this one goes on writing.
ALTER TABLE api_token ADD COLUMN rights text[];
ALTER TABLE api_token ADD COLUMN actor text NOT NULL DEFAULT '';
ALTER TABLE api_token ADD COLUMN expires_at timestamptz;
ALTER TABLE api_token ADD COLUMN used_at timestamptz;
