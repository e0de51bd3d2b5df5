#pragma once
// What other rooms may ask of this one: who is asking (gate), who holds which duty now (rights), names and
// contacts (persons, each opened contact leaving a line in `access`). Never gives a credential or a session.

#include "modules/people/gate.hpp"
#include "modules/people/persons.hpp"
#include "modules/people/rights.hpp"
