package dev.signalbox.example.plain;

import dev.signalbox.runtime.action.ActionContext;
import dev.signalbox.runtime.action.SignalboxAction;

/** An action as a class: it is told of its call, and hands the stable key on to whoever pays. */
public record PayBackAction(Shop shop) implements SignalboxAction<Shop.PayBack, Shop.Receipt> {
    @Override
    public String name() {
        return "shop.pay_back";
    }

    @Override
    public Class<Shop.PayBack> arguments() {
        return Shop.PayBack.class;
    }

    @Override
    public Shop.Receipt call(Shop.PayBack arguments, ActionContext call) {
        return shop.payBack(arguments, call.key());
    }
}
