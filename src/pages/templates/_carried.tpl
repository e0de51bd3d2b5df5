{{#CARRIED}}<input type="hidden" name="{{NAME}}" value="{{VALUE}}">{{/CARRIED}}
