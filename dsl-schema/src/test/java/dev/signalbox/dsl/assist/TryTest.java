package dev.signalbox.dsl.assist;
import org.junit.jupiter.api.Test;
class TryTest {
    void show(String part, String written) { show(Shop.FLOW, part, written); }
    void show(String file, String part, String written) {
        Shop shop = new Shop();
        System.out.println("## " + written.replace("\n", "\\n"));
        String text = shop.replaced(file, part, written);
        long t = System.nanoTime();
        var all = shop.at(file, text);
        System.out.println("   " + all.size() + " in " + (System.nanoTime()-t)/1000 + " us: " + all.stream().limit(30).map(p -> p.label() + "<" + p.detail() + (p.doubtful() ? "?" : "") + ">").toList());
    }
    @Test
    void all() {
        show("with: { id: \"${input.ticket.order_id}\" }", "with: { id: \"${input.ticket.‸}\" }");
        show("with: { id: \"${input.ticket.order_id}\" }", "with: { id: \"${input.ticket.‸");
        show("with: { id: \"${input.ticket.order_id}\" }", "with: { id: \"${input.ticket.or‸\" }");
        show("with: { id: \"${input.ticket.order_id}\" }", "with: { ‸ }");
        show("with: { id: \"${input.ticket.order_id}\" }", "with: {‸");
        show("    next: classify\n", "    next: ‸\n");
        show("    next: classify\n", "    next:‸\n");
        show("    next: classify\n", "    next:\n      ‸\n");
        show("    next: classify\n", "    next:\n      - ‸\n");
        show("    next: classify\n", "    next:\n      - when: order.status == ‸\n");
        show("    next: classify\n", "    next:\n      - when: order.status == 'p‸\n");
        show("    next: classify\n", "    next: [ { when: order.‸\n");
        show("    next: classify\n", "    next: [ { when: order.status in ['paid', ‸\n");
        show("    next: classify\n", "    ‸\n    next: classify\n");
        show("  classify:\n", "  fresh:\n    ‸\n\n  classify:\n");
        show("  classify:\n", "  fresh:\n    ‸\n    next: done\n\n  classify:\n");
        show("  classify:\n", "  fresh:\n    when‸ fun\n    next: done\n\n  classify:\n");
        show("      model: fast                        # a name from signalbox.yaml\n", "      model: ‸\n");
        show("        complaint: hand_over\n", "        ‸\n");
        show("        complaint: hand_over\n", "        compl‸: hand_over\n");
        show("    save: order\n", "    save: ‸\n");
        show("    otherwise: { invalid: hand_over }\n    next: pay_refund", "    otherwise: { ‸ }\n    next: pay_refund");
        show("    save: intent ", "    save: intent\n    timeout: [broken\n    next: ‸  # ");
        show("      by: [support-lead]\n      within: 48h", "      by: [‸]\n      within: 48h");
        show("  order: { $ref: \"#/types/Order\" }", "  order: { $ref: ‸ }");
        show("  order: { $ref: \"#/types/Order\" }", "  order: { $ref: \"#/ty‸");
        show("  order: { $ref: \"#/types/Order\" }", "  order: { type: ‸ }");
        show("  order: { $ref: \"#/types/Order\" }", "  order:\n    ‸\n");
        show("        ${message}\n      context:\n        budget: 1500", "        ${‸\n      context:\n        budget: 1500");
        show("risk: args.amount > 500 ", "risk: args.‸ #");
        show("url: \"${env.SHOP_URL}/refunds\"", "url: \"${env.‸}/refunds\"");
        show("start: look_up_order\n", "start: ‸\n");
        show("start: look_up_order\n", "sta‸\n");
        show("set: { reply: \"Order ${order.id} is ${order.status}.\" }", "set: { ‸: x }");
        show("set: { reply: \"Order ${order.id} is ${order.status}.\" }", "set: { reply: \"Order ${has(refund) && refund.‸");
        show("set: { reply: \"Order ${order.id} is ${order.status}.\" }", "set: { reply: \"Order ${‸");
        show("delivery: idempotent ", "delivery: ‸ ");
        show(Shop.TEST, "path: [look_up_order, classify, read_refund, pay_refund, confirm, done]\n      end: succeeded", "path: [‸]");
        show(Shop.TEST, "      classify: refund_request\n      read_refund: { amount: 900, reason: broken }", "      ‸\n");
    }
}
