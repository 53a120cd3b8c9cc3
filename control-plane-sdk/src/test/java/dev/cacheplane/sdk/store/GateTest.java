package dev.cacheplane.sdk.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateTest {
    private final Gate gate = new Gate();
    private final List<Boolean> told = new ArrayList<>();

    @Test
    void whoFollowsAClosedGateIsToldSoAndThenOfEachChangeOnce() {
        gate.follow(told::add);
        gate.fail();
        gate.open(gate.failures());
        gate.open(gate.failures());
        gate.close();
        gate.fail();
        assertThat(told).containsExactly(false, true, false);
    }

    @Test
    void whoFollowsAnOpenGateIsToldNothingUntilItCloses() {
        gate.open(gate.failures());
        gate.follow(told::add);
        assertThat(told).isEmpty();
        gate.fail();
        assertThat(told).containsExactly(false);
    }

    @Test
    void anOpeningThatBeganBeforeAFailureIsNoneAndIsNotTold() {
        gate.follow(told::add);
        long before = gate.failures();
        gate.fail();
        assertThat(gate.open(before)).isFalse();
        assertThat(told).containsExactly(false);
    }

    @Test
    void aListenerMayChangeTheGateItself() {
        gate.open(gate.failures());
        gate.follow(open -> {
            told.add(open);
            if (!open) {
                gate.open(gate.failures());
            }
        });
        gate.close();
        assertThat(told).containsExactly(false, true);
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void itsEndIsToldToNobody() {
        gate.open(gate.failures());
        gate.follow(told::add);
        gate.end();
        assertThat(gate.isOpen()).isFalse();
        assertThat(told).isEmpty();
    }
}
