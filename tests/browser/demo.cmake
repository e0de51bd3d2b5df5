# The demo street in a folder of its own, made anew: its story of some weeks ends now.
file(REMOVE_RECURSE ${DEMO})
execute_process(COMMAND ${GEZHI} demo --data ${DEMO} --weeks 5 COMMAND_ERROR_IS_FATAL ANY)
