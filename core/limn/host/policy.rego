# The server itself and its plugins.
package limn.host

import data.limn.base
import rego.v1

default allow := false

allow if {
	base.is_admin
	base.signed_in_for_this
}

allow if {
	granted
	base.signed_in_for_this
}

granted if {
	input.scope in {"server:view", "plugin:list"}
	base.me
}

granted if {
	input.scope == "server:list:content"
	base.is_user
}
